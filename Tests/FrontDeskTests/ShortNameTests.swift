import Availability
import Booking
import Testing

@testable import FrontDesk

struct ShortNameTests {
    @Test(arguments: [
        ("60-minute Swedish", "Swedish 60"), ("90-minute Hot stone", "Hot stone 90"),
        ("30-minute Fußmassage", "Fußmassage 30"),
        ("Swedish 60", "Swedish 60"), ("Last-minute Swedish", "Last-minute Swedish"), ("60-minute", "60-minute"),
        ("60-minute ", "60-minute "), ("60 minutes", "60 minutes"), ("", ""),
    ])
    func `what is done comes before how long it takes`(name: String, short: String) {
        let times = ServiceTimes(id: ServiceID(rawValue: 1), duration: 60)
        #expect(Service(name: name, price: 0, times: times).shortName == short)
    }
}

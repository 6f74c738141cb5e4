/// Somebody who comes to the sample practice.
struct DemoCustomer {
    var name: String
    var email: String
    var phone: String
    var notes: String

    /// As `Customers.tsv` beside this file lists them.
    static var all: [DemoCustomer] {
        String(decoding: PackageResources.Customers_tsv, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count >= 3 else { return nil }
            let notes = fields.dropFirst(3).first ?? ""
            return DemoCustomer(name: fields[0], email: fields[1], phone: fields[2], notes: notes)
        }
    }
}

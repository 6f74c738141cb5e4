/// Somebody who comes to the sample practice.
struct DemoCustomer {
    var name: String
    var email: String
    var phone: String

    /// As `Customers.tsv` beside this file lists them.
    static var all: [DemoCustomer] {
        String(decoding: PackageResources.Customers_tsv, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            return fields.count == 3 ? DemoCustomer(name: fields[0], email: fields[1], phone: fields[2]) : nil
        }
    }
}

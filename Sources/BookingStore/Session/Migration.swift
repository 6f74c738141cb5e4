/// One step of the schema; steps are only ever added, and never changed once they have been released.
struct Migration {
    let version: Int
    let name: String
    let script: String

    private init(_ version: Int, _ name: String, _ script: [UInt8]) {
        self.version = version
        self.name = name
        self.script = String(decoding: script, as: UTF8.self)
    }

    /// Whether it needs the role of the desks, and makes it where it is missing.
    var makesDeskRole: Bool { name == "roles" }

    static let all = [
        Migration(1, "schema", PackageResources.M0001_schema_sql),
        Migration(2, "intents", PackageResources.M0002_intents_sql),
        Migration(3, "outbox", PackageResources.M0003_outbox_sql),
        Migration(4, "roles", PackageResources.M0004_roles_sql),
        Migration(5, "desk readings", PackageResources.M0005_desk_readings_sql),
        Migration(6, "attendance", PackageResources.M0006_attendance_sql),
        Migration(7, "quicker intents", PackageResources.M0007_quicker_intents_sql),
        Migration(8, "mail bursts", PackageResources.M0008_mail_bursts_sql),
        Migration(9, "customers", PackageResources.M0009_customers_sql),
        Migration(10, "order of names", PackageResources.M0010_order_of_names_sql),
        Migration(11, "leaner intents", PackageResources.M0011_leaner_intents_sql),
        Migration(12, "mail batches", PackageResources.M0012_mail_batches_sql),
        Migration(13, "mail workers", PackageResources.M0013_mail_workers_sql),
        Migration(14, "held mail and references", PackageResources.M0014_held_mail_and_references_sql),
        Migration(15, "contested customers", PackageResources.M0015_contested_customers_sql),
    ]

    /// The version of a database to which all migrations have been applied.
    static var newest: Int { all.last?.version ?? 0 }
}

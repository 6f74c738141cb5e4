import Postgres

/// What a session asks before anything else: does this program fit the database?
enum SchemaVersion {
    static var statement: Statement<Int> {
        .one("schema version", "select coalesce(max(version), 0) as version from touchbase.migration") {
            row throws(PostgresError) in
            try row["version"]
        }
    }

    /// - Throws: `.missing`, `.older` or `.newer`, when it does not.
    static func check(_ version: Int) throws(SchemaError) {
        if version == 0 { throw .missing }
        if version < Migration.newest { throw .older(version) }
        if version > Migration.newest { throw .newer(version) }
    }
}

/// A database that this program cannot work with as it is.
public enum SchemaError: Error, Hashable, Sendable {
    /// There is nothing of ours in it.
    case missing
    /// It lacks migrations that this program brings; its version is given.
    case older(Int)
    /// It has migrations that this program does not know; its version is given.
    case newer(Int)
    /// The session's role is not the one that may change the schema.
    case notOwner(role: String)
    /// The session's role is no member of the role of the desks, which may not even be there, and cannot become one.
    case noDeskRole(role: String, isThere: Bool)

    /// For people: what it means and what to do.
    public var message: String {
        switch self {
        case .missing: "The database is empty: run `touchbase db migrate` once."
        case .older: "The database is of an older TouchBase: run `touchbase db migrate`."
        case .newer: "The database is of a newer TouchBase than this one: update this program."
        case .notOwner(let role):
            "Only the role that owns the database may do that, and \(role) does not own it: log in as the owner, as in "
                + "DATABASE_URL=postgresql://OWNER@HOST/DATABASE. Nothing was changed."
        case .noDeskRole(let role, let isThere):
            "Desks work as the role touchbase_desk, which \(role) may not \(isThere ? "grant" : "create"). Let a superuser "
                + "run this once, and then do it again: \(isThere ? "" : "create role touchbase_desk nologin; ")"
                + "grant touchbase_desk to \(Self.quoted(role)); Nothing was changed."
        }
    }

    /// A role's name as SQL has it.
    private static func quoted(_ name: String) -> String {
        let isPlain = name.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789_".contains($0) }
        return isPlain && name.first?.isNumber == false ? name : "\"\(name.replacing("\"", with: "\"\""))\""
    }
}

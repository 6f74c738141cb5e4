public import Postgres

/// Brings a database's schema up to what this program knows.
public enum Migrator {
    /// The version of a schema to which all that this program knows has been applied.
    public static var newestVersion: Int { Migration.newest }

    /// Applies what is missing, all of it in one transaction with the rows that record it, and returns the names of the
    /// steps applied. Two programs that migrate at once take turns.
    ///
    /// The connection's user must own the database; its session should be `SessionSettings.patient`.
    ///
    /// - Throws: `.schema` when the database is ahead of this program (`.newer`) or the user lacks a right, or what the
    ///   database refused. Nothing has been changed then.
    public static func migrate(_ connection: inout Connection) throws(StoreError) -> [String] {
        do {
            return try connection.transaction { connection in try applyMissing(&connection) }
        } catch let error as PostgresError {
            throw .database(error)
        } catch let error as SchemaError {
            throw .schema(error)
        } catch {
            throw error as? StoreError ?? .schema(.missing)
        }
    }

    private static func applyMissing(_ connection: inout Connection) throws -> [String] {
        try connection.run(script: turn, named: "wait for other migrators")
        let rights = try SchemaRights.read(&connection)
        try rights.requireOwner()
        try connection.run(script: prologue, named: "prepare to migrate")
        let version = try connection.run(SchemaVersion.statement)
        guard version <= Migration.newest else { throw SchemaError.newer(version) }
        let missing = Migration.all.filter { $0.version > version }
        if missing.contains(where: { $0.makesDeskRole }) { try rights.requireDeskRole() }
        for migration in missing {
            try connection.run(script: script(of: migration), named: "migration \(migration.name)")
        }
        return missing.map(\.name)
    }

    /// The number only has to be the same in every program that migrates.
    private static let turn = """
        set local lock_timeout = '60s';
        select pg_advisory_xact_lock(7266783);
        """

    private static let prologue = """
        create schema if not exists touchbase;
        set search_path = touchbase, public;
        create table if not exists migration (
            version integer primary key,
            name text not null,
            applied_at timestamptz not null default clock_timestamp()
        );
        """

    private static func script(of migration: Migration) -> String {
        """
        \(migration.script)
        insert into migration (version, name) values (\(migration.version), '\(migration.name)');
        """
    }
}

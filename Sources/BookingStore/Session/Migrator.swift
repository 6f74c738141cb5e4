public import Postgres

/// Brings a database's schema up to what this program knows.
public enum Migrator {
    /// The version of a schema to which all that this program knows has been applied.
    public static var newestVersion: Int { Migration.newest }

    /// Applies what is missing, each step in a transaction of its own with the row that records it, and returns the
    /// names of the steps applied. Two programs that migrate at once take turns.
    ///
    /// The connection's user must own the database; its session should be `SessionSettings.patient`.
    ///
    /// - Throws: `.schema(.newer)` when the database is ahead of this program, or what the database refused.
    public static func migrate(_ connection: inout Connection) throws(StoreError) -> [String] {
        do {
            try connection.run(script: prologue, named: "prepare to migrate")
            defer { _ = try? connection.run(Statement("end migrating", "select pg_advisory_unlock_all()")) }
            let version = try connection.run(SchemaVersion.statement)
            guard version <= Migration.newest else { throw StoreError.schema(.newer(version)) }
            let missing = Migration.all.filter { $0.version > version }
            for migration in missing {
                try connection.run(script: script(of: migration), named: "migration \(migration.name)")
            }
            return missing.map(\.name)
        } catch let error as PostgresError {
            throw .database(error)
        } catch {
            throw error as? StoreError ?? .schema(.missing)
        }
    }

    /// The number only has to be the same in every program that migrates.
    private static let prologue = """
        set lock_timeout = '60s';
        select pg_advisory_lock(7266783);
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
        begin;
        \(migration.script)
        insert into migration (version, name) values (\(migration.version), '\(migration.name)');
        commit;
        """
    }
}

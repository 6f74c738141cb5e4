public import Postgres

/// What the role of a session may do to our schema. Making it takes more than owning the database: the role of the
/// desks belongs to the whole server.
public struct SchemaRights: Sendable {
    /// The session's role.
    public let role: String
    /// It may make schemas and extensions in the database, and owns our schema if that is there.
    private let ownsSchema: Bool
    private let hasDeskRole: Bool
    /// It is a member of the role of the desks, or may make that and become one.
    private let canBeDesk: Bool

    static var statement: Statement<SchemaRights> {
        .one(
            "rights",
            """
            select own.rolname::text as role,
                   has_database_privilege(current_database(), 'create') and coalesce(
                       (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'touchbase'), true
                   ) as owns_schema,
                   desk.oid is not null as has_desk_role,
                   own.rolsuper or case
                       when desk.oid is null then own.rolcreaterole
                       when pg_has_role(desk.oid, 'member') then true
                       when current_setting('server_version_num')::integer < 160000 then own.rolcreaterole
                       else pg_has_role(desk.oid, 'member with admin option')
                   end as can_be_desk
            from pg_roles own left join pg_roles desk on desk.rolname = 'touchbase_desk'
            where own.rolname = current_user
            """
        ) { row throws(PostgresError) in
            SchemaRights(
                role: try row["role"], ownsSchema: try row["owns_schema"],
                hasDeskRole: try row["has_desk_role"], canBeDesk: try row["can_be_desk"])
        }
    }

    /// Asks the database.
    ///
    /// - Throws: `.database` when it does not answer.
    public static func read(_ connection: inout Connection) throws(StoreError) -> SchemaRights {
        do {
            return try connection.run(statement)
        } catch {
            throw .database(error)
        }
    }

    /// - Throws: `.notOwner`, unless the role may change what is in the schema.
    public func requireOwner() throws(SchemaError) {
        guard ownsSchema else { throw .notOwner(role: role) }
    }

    /// - Throws: `.noDeskRole`, unless the role of the desks can be had.
    public func requireDeskRole() throws(SchemaError) {
        guard canBeDesk else { throw .noDeskRole(role: role, isThere: hasDeskRole) }
    }
}

import CPostgres
import Glibc

/// The owner of one `PGconn`: each method is one libpq call, named in its comment, in Swift's types.
///
/// No pointer of libpq's leaves this file. After `finish` every call answers as for a broken link, as libpq does for a
/// null pointer.
struct Handle: ~Copyable {
    private var connection: OpaquePointer?

    /// Starts to connect (`PQconnectStartParams`); nil only when memory is out.
    init?(keywords: [String: String]) {
        let names = CStrings(keywords.map(\.key))
        let values = CStrings(keywords.map(\.value))
        guard let connection = PQconnectStartParams(names.pointers, values.pointers, 0) else { return nil }
        self.connection = connection
        // Without a receiver of its own libpq prints each notice to standard error, over the screen.
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
        // Verbose, because only then does the text of a failed connection carry its SQLSTATE.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    }

    /// None yet: every call answers as for a broken link.
    init() {
        connection = nil
    }

    deinit {
        PQfinish(connection)
    }

    /// Ends the session now (`PQfinish`).
    mutating func finish() {
        PQfinish(connection)
        connection = nil
    }

    enum ConnectStep {
        case wantsRead, wantsWrite, connected, failed
    }

    /// One step of connecting (`PQconnectPoll`).
    func continueConnecting() -> ConnectStep {
        switch PQconnectPoll(connection) {
        case PGRES_POLLING_READING: .wantsRead
        case PGRES_POLLING_WRITING: .wantsWrite
        case PGRES_POLLING_OK: .connected
        default: .failed
        }
    }

    /// Makes every later call return instead of wait (`PQsetnonblocking`).
    func becomeNonBlocking() {
        PQsetnonblocking(connection, 1)
    }

    /// Whether the link is known to be gone (`PQstatus`).
    var isBroken: Bool { PQstatus(connection) == CONNECTION_BAD }

    /// The descriptor to poll (`PQsocket`), -1 when there is none; it changes while connecting to one of several hosts.
    var socket: Int32 { PQsocket(connection) }

    /// What libpq says about the last failure (`PQerrorMessage`): unfiltered, may hold personal data.
    var errorMessage: String { String(cString: PQerrorMessage(connection)) }

    /// Host, or folder of the Unix socket (`PQhost`).
    var host: String { PQhost(connection).map { String(cString: $0) } ?? "" }

    /// `PQport`.
    var port: String { PQport(connection).map { String(cString: $0) } ?? "" }

    /// `PQdb`.
    var database: String { PQdb(connection).map { String(cString: $0) } ?? "" }

    /// `PQserverVersion`: 150018 is 15.18.
    var serverVersion: Int { Int(PQserverVersion(connection)) }

    /// `PQbackendPID`.
    var backendID: Int32 { PQbackendPID(connection) }

    /// A setting the server reports by itself (`PQparameterStatus`).
    func reportedSetting(_ name: String) -> String? {
        PQparameterStatus(connection, name).map { String(cString: $0) }
    }

    /// `PQtransactionStatus`.
    var transactionStatus: TransactionStatus {
        switch PQtransactionStatus(connection) {
        case PQTRANS_IDLE: .none
        case PQTRANS_INTRANS: .open
        case PQTRANS_INERROR: .failed
        default: .unknown
        }
    }

    /// Puts one statement into the queue (`PQsendQueryParams`, everything as text); false when libpq refuses.
    func send(_ sql: String, _ parameters: [String?]) -> Bool {
        let values = CStrings(parameters)
        return PQsendQueryParams(connection, sql, Int32(parameters.count), nil, values.pointers, nil, nil, 0) == 1
    }

    /// Puts the making of a prepared statement into the queue (`PQsendPrepare`, all types left to the server); false when
    /// libpq refuses.
    func prepare(_ sql: String, as name: String) -> Bool {
        PQsendPrepare(connection, name, sql, 0, nil) == 1
    }

    /// Puts a prepared statement into the queue (`PQsendQueryPrepared`, everything as text); false when libpq refuses.
    func send(prepared name: String, _ parameters: [String?]) -> Bool {
        let values = CStrings(parameters)
        return PQsendQueryPrepared(connection, name, Int32(parameters.count), values.pointers, nil, nil, 0) == 1
    }

    /// Sends several statements as one text (`PQsendQuery`); false when libpq refuses.
    func send(script: String) -> Bool {
        PQsendQuery(connection, script) == 1
    }

    /// `PQenterPipelineMode`.
    func enterPipeline() -> Bool { PQenterPipelineMode(connection) == 1 }

    /// Ends the statements that succeed or fail together (`PQpipelineSync`).
    func synchronize() -> Bool { PQpipelineSync(connection) == 1 }

    /// `PQexitPipelineMode`.
    func exitPipeline() -> Bool { PQexitPipelineMode(connection) == 1 }

    /// Writes what the socket takes (`PQflush`): true when some is left; a failure shows as a broken link later.
    func flushLeavesRest() -> Bool { PQflush(connection) == 1 }

    /// Reads what is there (`PQconsumeInput`); false when the link broke.
    func consumeInput() -> Bool { PQconsumeInput(connection) == 1 }

    /// Whether `nextResult` would wait (`PQisBusy`).
    var isBusy: Bool { PQisBusy(connection) == 1 }

    /// `PQgetResult`; nil at the end of a statement's results.
    func nextResult() -> ResultSet? {
        PQgetResult(connection).map(ResultSet.init)
    }

    /// `PQnotifies`.
    func nextNotification() -> ChannelNotification? {
        guard let notification = PQnotifies(connection) else { return nil }
        defer { PQfreemem(notification) }
        return ChannelNotification(
            channel: String(cString: notification.pointee.relname),
            payload: String(cString: notification.pointee.extra),
            senderID: notification.pointee.be_pid)
    }

    /// Asks the server to give up what it is running (`PQgetCancel`, `PQcancel`): waits for a second connection.
    func cancel() -> Bool {
        guard let cancel = PQgetCancel(connection) else { return false }
        defer { PQfreeCancel(cancel) }
        var message = [CChar](repeating: 0, count: 256)
        return PQcancel(cancel, &message, Int32(message.count)) == 1
    }

    /// The keywords of a connection string (`PQconninfoParse`); nil when it is malformed.
    ///
    /// - Parameter complaint: what libpq says then. It quotes the string, password and all.
    static func keywords(of connectionString: String, complaint: inout String) -> [String: String]? {
        var message: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(message) }
        guard let options = PQconninfoParse(connectionString, &message) else {
            complaint = message.map { String(cString: $0) } ?? ""
            return nil
        }
        defer { PQconninfoFree(options) }
        var keywords: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { keywords[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return keywords
    }
}

/// The owner of one `PGresult`; cells are copied out as text when they are asked for.
final class ResultSet {
    private let result: OpaquePointer
    private let columns: [String]
    private var lastRead = 0
    /// For each column the one that was read after it last.
    private var successors: [Int]

    fileprivate init(_ result: OpaquePointer) {
        self.result = result
        // The columns of a COPY have no names.
        columns = (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        successors = Array(columns.indices)
    }

    deinit {
        PQclear(result)
    }

    enum Kind {
        case rows, failed, skipped, synchronized, copy
    }

    /// `PQresultStatus`.
    var kind: Kind {
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE: .rows
        case PGRES_PIPELINE_SYNC: .synchronized
        case PGRES_PIPELINE_ABORTED: .skipped
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: .copy
        default: .failed
        }
    }

    /// `PQntuples`.
    var rowCount: Int { Int(PQntuples(result)) }

    /// How many rows the command touched (`PQcmdTuples`), 0 where that has no meaning.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// The number of a column by its name, `prefix` and all, of two with one name the first; nil when there is none.
    ///
    /// All rows are read in one order, so the column that followed the last one before is tried first: looking each
    /// name up in a dictionary took half the time of decoding a day's bookings.
    func number(of column: String, ledBy prefix: String) -> Int? {
        guard columns.indices.contains(lastRead) else { return nil }
        if !isColumn(successors[lastRead], named: column, ledBy: prefix) {
            let found = columns.indices.first { isColumn($0, named: column, ledBy: prefix) }
            guard let found else { return nil }
            successors[lastRead] = found
        }
        lastRead = successors[lastRead]
        return lastRead
    }

    /// Compares the two parts, so that no name is put together for each cell.
    private func isColumn(_ number: Int, named column: String, ledBy prefix: String) -> Bool {
        if prefix.isEmpty { return columns[number] == column }
        let name = columns[number].utf8
        return name.count == prefix.utf8.count + column.utf8.count && name.starts(with: prefix.utf8)
            && name.dropFirst(prefix.utf8.count).elementsEqual(column.utf8)
    }

    /// A cell's text (`PQgetvalue`), nil for NULL.
    func text(row: Int, column: Int) -> String? {
        guard PQgetisnull(result, Int32(row), Int32(column)) == 0 else { return nil }
        let length = Int(PQgetlength(result, Int32(row), Int32(column)))
        guard let start = PQgetvalue(result, Int32(row), Int32(column)) else { return nil }
        return start.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }

    /// What the server said against `statement`; nil when the failure is libpq's own (a lost link).
    func serverError(statement: String) -> ServerError? {
        guard let code = field(CPOSTGRES_DIAG_SQLSTATE) else { return nil }
        return ServerError(
            sqlState: SQLState(rawValue: code), statement: statement,
            message: field(CPOSTGRES_DIAG_MESSAGE_PRIMARY) ?? "",
            schema: field(CPOSTGRES_DIAG_SCHEMA_NAME), table: field(CPOSTGRES_DIAG_TABLE_NAME),
            column: field(CPOSTGRES_DIAG_COLUMN_NAME), constraint: field(CPOSTGRES_DIAG_CONSTRAINT_NAME),
            position: field(CPOSTGRES_DIAG_STATEMENT_POSITION).flatMap { Int($0) })
    }

    /// `PQresultErrorField`.
    private func field(_ code: Int) -> String? {
        PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
    }
}

/// Texts as C strings for the length of one call, ended by nil.
private struct CStrings: ~Copyable {
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ texts: [String?]) {
        count = texts.count
        pointers = .allocate(capacity: count + 1)
        pointers.initialize(repeating: nil, count: count + 1)
        for (index, text) in texts.enumerated() {
            pointers[index] = text.map { UnsafePointer(strdup($0)) }
        }
    }

    deinit {
        for index in 0..<count { free(UnsafeMutableRawPointer(mutating: pointers[index])) }
        pointers.deallocate()
    }
}

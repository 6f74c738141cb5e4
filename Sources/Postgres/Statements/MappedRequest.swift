/// A request whose output is turned into something else.
public struct MappedRequest<Base: Request, Output>: Request {
    private let base: Base
    private let transform: @Sendable (Base.Output) throws(PostgresError) -> Output

    fileprivate init(_ base: Base, _ transform: @escaping @Sendable (Base.Output) throws(PostgresError) -> Output) {
        self.base = base
        self.transform = transform
    }

    public var commands: [Command] { base.commands }
    public var epilogue: Command? { base.epilogue }

    public func output(of reply: Reply) throws(PostgresError) -> Output {
        try transform(try base.output(of: reply))
    }
}

extension Request {
    /// The same question, its answer read as something else: so that different requests can stand in one list.
    public func map<New>(
        _ transform: @escaping @Sendable (Output) throws(PostgresError) -> New
    ) -> MappedRequest<Self, New> {
        MappedRequest(self, transform)
    }
}

import Mail

/// Takes mails where the settings say: to a mail server, or into the outbox folder.
enum Carrier: ~Copyable, MailTransport {
    case server(SMTPTransport)
    case folder(Outbox)

    /// - Throws: `PasswordFileError`, `MailServerProblem` or `SMTPServerError` when the settings do not allow mail to be sent.
    init(_ route: Settings.MailRoute, deadlines: SMTPDeadlines) throws {
        switch route {
        case .server(let server, let passwordFile):
            let password = try passwordFile.map { path throws(PasswordFileError) in try Password(file: path) }
            self = .server(try SMTPTransport(server, password: password, deadlines: deadlines))
        case .outbox(let folder):
            self = .folder(Outbox(folder: folder))
        case .unusable(let error):
            throw error
        }
    }

    /// - Throws: when nothing can be handed over, whatever it is.
    func prepare() throws(OutboxError) {
        switch self {
        case .server: break
        case .folder(let outbox): try outbox.prepare()
        }
    }

    mutating func deliver(_ mail: EncodedMessage, before next: EncodedMessage?, once mayEnd: () -> Bool) -> Delivery {
        switch consume self {
        case .server(var transport):
            let delivery = transport.deliver(mail, before: next, once: mayEnd)
            self = .server(transport)
            return delivery
        case .folder(var outbox):
            let delivery = outbox.deliver(mail, before: next, once: mayEnd)
            self = .folder(outbox)
            return delivery
        }
    }

    mutating func forgetNext() {
        switch consume self {
        case .server(var transport):
            transport.forgetNext()
            self = .server(transport)
        case .folder(let outbox):
            self = .folder(outbox)
        }
    }
}

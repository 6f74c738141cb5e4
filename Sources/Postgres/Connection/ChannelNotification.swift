/// A message that a session sent by NOTIFY on a channel this session listens to.
public struct ChannelNotification: Hashable, Sendable {
    public var channel: String
    /// At most 7999 bytes; empty when none was given.
    public var payload: String
    /// The sender's `Connection.backendID`: compare with one's own to know one's own echo.
    public var senderID: Int32

    public init(channel: String, payload: String, senderID: Int32) {
        self.channel = channel
        self.payload = payload
        self.senderID = senderID
    }
}

import Booking
import Screen

extension Model {
    /// Opens a customer's file with what is known already; the bookings come when they have been read.
    mutating func openCustomer(_ found: FoundCustomer) -> [Effect] {
        overlays.append(.customer(CustomerCard(file: CustomerFile(found))))
        return [.loadCustomer(found.customer.id)]
    }

    mutating func performInCustomer(_ command: Command, _ card: CustomerCard) -> [Effect] {
        var card = card
        let customer = card.file.found.customer
        switch command {
        case .up, .down: card.marked = move(card.marked, command, count: card.file.bookings.count)
        case .pageUp, .pageDown:
            scroll(command)
            return []
        case .edit: card.form = CustomerForm(changing: customer)
        case .book:
            var flow = Flow(from: day.date)
            flow.customer = customer
            overlays = []
            begin(flow)
            return []
        case .take where card.form != nil: return save(card)
        case .take:
            guard let booking = card.file.bookings[safe: card.marked] else { return [] }
            overlays.removeAll()
            return reveal(booking)
        case .nextField: card.form?.go(by: 1)
        case .previousField: card.form?.go(by: -1)
        case .takeTheirs: card.form?.takeTheirs()
        default: break
        }
        overlays[overlays.count - 1] = .customer(card)
        return []
    }

    /// Changes the field that has the keys.
    mutating func edit(_ card: CustomerCard, _ change: (inout TextField) -> Bool) {
        var card = card
        guard var form = card.form, form.edit(change) else { return }
        card.form = form
        overlays[overlays.count - 1] = .customer(card)
    }

    private mutating func save(_ card: CustomerCard) -> [Effect] {
        var card = card
        guard let form = card.form, !form.isSent else { return [] }
        card.form?.stop(at: form.obstacle)
        card.form?.isSent = form.obstacle == nil
        overlays[overlays.count - 1] = .customer(card)
        guard form.obstacle == nil, let original = form.original else { return [] }
        return [.changeCustomer(from: original, to: form.customer)]
    }

    mutating func take(_ file: CustomerFile) {
        changeCustomerCard { card in
            guard card.file.found.customer.id == file.found.customer.id else { return }
            // The mark stays on its booking wherever that is now.
            let marked = card.file.bookings[safe: card.marked]?.id
            card.file = file
            card.isRead = true
            card.marked =
                file.bookings.firstIndex { $0.id == marked } ?? min(card.marked, max(0, file.bookings.count - 1))
        }
    }

    mutating func takeChanged(_ result: Result<Customer, DeskFailure>) {
        var isDone = false
        changeCustomerCard { card in
            guard card.form?.isSent == true else { return }
            switch result {
            case .success(let customer):
                card.file.found.customer = customer
                card.form = nil
                isDone = true
            case .failure(let failure):
                card.form?.isSent = false
                card.form?.problem = failure.text
            }
        }
        if isDone, case .success(let customer) = result { notice = Notice(.done, "Saved", customer.name) }
    }

    /// Nothing typed is lost: the form shows what else the fields have become, and who is at it decides.
    mutating func takeContested(_ conflict: CustomerConflictError) {
        var isContested = false
        changeCustomerCard { card in
            guard card.form?.isSent == true else { return }
            card.file.found.customer = conflict.customer
            card.form?.meet(conflict.customer)
            isContested = true
        }
        guard isContested else { return }
        notice = Notice(.failed, "Not saved", "somebody else has changed the same meanwhile")
    }

    /// Reads an open file again: something has changed that may be in it.
    func refreshCustomer() -> [Effect] {
        for case .customer(let card) in overlays { return [.loadCustomer(card.file.found.customer.id)] }
        return []
    }

    private mutating func changeCustomerCard(_ change: (inout CustomerCard) -> Void) {
        for index in overlays.indices {
            guard case .customer(var card) = overlays[index] else { continue }
            change(&card)
            overlays[index] = .customer(card)
        }
    }
}

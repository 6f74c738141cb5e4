import Booking

extension Model {
    mutating func searchCustomers() -> [Effect] {
        guard let field = flow?.customerField, !field.isBlank else {
            changeFlow { flow in
                flow.found = []
                flow.foundBy = nil
            }
            return []
        }
        return [.findCustomers(field.trimmed)]
    }

    /// Whom Enter takes: never one who was found by something else than what stands there now.
    mutating func takeMarkedCustomer(_ flow: Flow) {
        guard flow.isFound else { return changeFlow { $0.takesWhenFound = true } }
        if let found = flow.found[safe: flow.marked] { return take(found.customer) }
        changeFlow { $0.openNewCustomer() }
    }

    mutating func take(_ customer: Customer) {
        changeFlow { flow in
            flow.customer = customer
            flow.form = nil
            flow.leftForm = nil
            // Where the slot is gone meanwhile, another is chosen first.
            if flow.step == .customer { flow.step = .confirm }
            flow.isUnanswered = false
            flow.marked = 0
        }
    }

    mutating func submit(_ form: CustomerForm) -> [Effect] {
        guard !form.isSent else { return [] }
        changeFlow { flow in
            flow.form?.stop(at: form.obstacle)
            flow.form?.isSent = form.obstacle == nil
        }
        guard form.obstacle == nil else { return [] }
        return [form.known == nil ? .addCustomer(form.customer) : .adoptCustomer(form.customer)]
    }

    /// Somebody else may have been meant: nobody is booked for before that is said.
    mutating func takeKnown(_ customer: Customer) {
        changeFlow { flow in
            guard flow.form?.isSent == true else { return }
            flow.form?.isSent = false
            flow.form?.known = customer
            flow.form?.part = .email
        }
    }

    mutating func take(_ result: Result<Customer, DeskFailure>) {
        guard flow?.form?.isSent == true else { return }
        switch result {
        case .success(let customer): take(customer)
        case .failure(let failure):
            changeFlow { flow in
                flow.form?.isSent = false
                flow.form?.problem = failure.text
            }
        }
    }

    mutating func take(_ found: [FoundCustomer], for text: String) {
        if case .find(var find)? = overlays.last, find.field.trimmed == text {
            find.change { $0.customers = found }
            overlays[overlays.count - 1] = .find(find)
        }
        guard flow?.customerField.trimmed == text else { return }
        let waits = flow?.takesWhenFound == true
        changeFlow { flow in
            flow.found = found
            flow.foundBy = text
            flow.takesWhenFound = false
        }
        keepMarked()
        // Of several the one is chosen by somebody who sees them.
        if waits, found.count < 2, let flow { takeMarkedCustomer(flow) }
    }
}

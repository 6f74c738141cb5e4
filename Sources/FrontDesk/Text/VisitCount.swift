/// `no visit yet`, `1 visit`, `7 visits`.
func visitCount(_ count: Int) -> String {
    count == 0 ? "no visit yet" : count == 1 ? "1 visit" : "\(count) visits"
}

/// `1 visit`, `7 visits`.
func visitCount(_ count: Int) -> String {
    count == 1 ? "1 visit" : "\(count) visits"
}

import CPostgres

/// Gives the memory that large results have left behind back to the system (`malloc_trim`): libpq fills the heap with small
/// pieces of each, between which others then stand.
public func giveBackSpareMemory() {
    malloc_trim(0)
}

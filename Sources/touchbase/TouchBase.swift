import ArgumentParser

@main
struct TouchBase: ParsableCommand {
}

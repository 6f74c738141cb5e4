enum Migrator {}

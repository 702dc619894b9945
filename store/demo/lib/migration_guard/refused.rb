module MigrationGuard
  # A migration that was not run, or was rolled back, since the releases before cannot run with what it makes.
  class Refused < StandardError
    def self.change(migration, reasons, undone:)
      new(<<~TEXT)
        #{label(migration)} #{reasons.join("; ")}. The release that is serving now could not run with that.
        #{undone ? "Nothing of it has been changed." : "It has no transaction, so what it did before it was stopped stays."}

        Make the change in steps, each of them a release: first the code that needs neither the old nor the new, then the migration.
        If the serving release no longer needs what is changed, say so in the migration:

          safety_assured { ... }

        No release can be rolled back beyond this migration then.
      TEXT
    end

    def self.foreign(record)
      new(<<~TEXT)
        The database has had migration #{record["version"]} (#{record["name"]}), which #{record["reason"]}. This image does not contain it: it is of an earlier version, which cannot run with this database.
        Release a version that contains the migration, or restore the database from before it (#{record["at"]}).
        If this version does not use what was changed, say so: bin/rails migrations:harmless[#{record["version"]}]
      TEXT
    end

    def self.label(migration) = "Migration #{migration.version} (#{migration.name})"
  end
end

require "json"

module MigrationGuard
  # What a release reads from the output of the store's tasks: one line of JSON. store/README.md describes its members.
  class Report
    KEY = "parity.migrations".freeze
    # The rest is counted: container engines split lines of more than 16 KB.
    SHOWN = 100

    # `refused` is a migration with its reason.
    def self.line(context, connection, applied: [], refused: nil)
      versions = context.get_all_versions
      pending = context.migrations.reject { |migration| versions.include?(migration.version) }
      report = {
        schema: versions.max&.to_s,
        applied: applied.map(&:to_s),
        pending: pending.first(SHOWN).map { |migration| { version: migration.version.to_s, name: migration.name } },
        morePending: (pending.size - SHOWN if pending.size > SHOWN),
        breaking: BreakingRecords.new(connection).all,
        refused: refused
      }
      JSON.generate(KEY => report.compact)
    end
  end
end

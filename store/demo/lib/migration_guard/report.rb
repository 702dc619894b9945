require "json"

module MigrationGuard
  # What a release reads from the output of the store's tasks: one line of JSON. store/README.md describes its members.
  class Report
    KEY = "parity.migrations".freeze

    # `refused` is a migration with its reason.
    def self.line(context, connection, applied: [], refused: nil)
      versions = context.get_all_versions
      pending = context.migrations.reject { |migration| versions.include?(migration.version) }
      report = {
        schema: versions.max&.to_s,
        applied: applied.map(&:to_s),
        pending: pending.map { |migration| { version: migration.version.to_s, name: migration.name } },
        breaking: BreakingRecords.new(connection).all,
        refused: refused
      }
      JSON.generate(KEY => report.compact)
    end
  end
end

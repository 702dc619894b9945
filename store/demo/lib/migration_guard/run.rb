module MigrationGuard
  # One run of the pending migrations.
  class Run
    # Can never be taken back without a transaction, so it is looked at before it is run.
    BREAKING_METHODS = %i[
      remove_column remove_columns remove_reference remove_belongs_to remove_timestamps rename_column
      drop_table drop_join_table rename_table rename_enum_value drop_enum rename_enum change_column change_table execute
    ].freeze

    attr_reader :refused

    def initialize(context, connection)
      @connection = connection
      @records = BreakingRecords.new(connection)
      @known = context.migrations.map(&:version)
      # Nobody is served from a database that has had no migration yet.
      @first = context.get_all_versions.empty?
      @served = Schema.read(connection) unless @first
    end

    # An image of an earlier version must not be released onto what it cannot run with. Migrations whose files were
    # removed because they are old do not count.
    def check_records
      foreign = @records.all.find { |record| record["version"].to_i > @known.max.to_i }
      raise Refused.foreign(foreign) if foreign
    end

    # Runs the block, which is the migration, and raises `Refused` where earlier releases cannot run with the outcome.
    def up(migration)
      # Migrations of gems run others, which have no version that Strong Migrations could look at.
      return migration.safety_assured { yield } if @first

      before = Schema.read(@connection)
      begin
        MigrationGuard.reviewed?(migration.version) ? migration.safety_assured { yield } : yield
      rescue StandardError => error
        note_refusal(migration, error.message.squish) if error.class.name == "StrongMigrations::UnsafeMigration"
        # What has no transaction stays as far as it got.
        record(migration, changes(migration, before)) unless transaction?(migration)
        raise
      end
      check(migration, changes(migration, before))
    end

    def down(migration)
      yield
      @records.remove(migration.version)
    end

    # Refuses what cannot be taken back before it is done.
    def before(migration, method)
      return if @first || transaction?(migration) || meant?(migration) || !BREAKING_METHODS.include?(method)

      refuse(migration, ["calls #{method} outside of a transaction"])
    end

    private

    def note_refusal(migration, reason)
      @refused ||= { version: migration.version.to_s, name: migration.name, reason: reason }
    end

    def changes(migration, before)
      BreakingChanges.between(before, Schema.read(@connection), served: @served) + migration.stated_breaks
    end

    def check(migration, reasons)
      return if reasons.empty?

      record(migration, reasons) if meant?(migration) || !transaction?(migration)
      refuse(migration, reasons) unless meant?(migration)
    end

    def record(migration, reasons)
      @records.add(migration.version, migration.name, reasons) if reasons.any?
    end

    def refuse(migration, reasons)
      note_refusal(migration, reasons.join("; "))
      raise Refused.change(migration, reasons, undone: transaction?(migration))
    end

    def meant?(migration)
      migration.meant? || MigrationGuard.reviewed?(migration.version) || ENV["SAFETY_ASSURED"].present?
    end

    def transaction?(migration) = !migration.disable_ddl_transaction
  end
end

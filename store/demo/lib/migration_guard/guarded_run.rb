module MigrationGuard
  # The pending migrations as one run, with its report as the last line of what it prints, also when it fails.
  module GuardedRun
    def up(...) = guarded { super }
    def down(...) = guarded { super }
    def run(...) = guarded { super }

    private

    def guarded(&)
      ActiveRecord::Base.connection_pool.with_connection { |connection| guarded_on(connection, &) }
    end

    def guarded_on(connection)
      set_timeouts(connection)
      run = MigrationGuard.run = Run.new(self, connection)
      before = get_all_versions
      run.check_records
      yield
    ensure
      MigrationGuard.run = nil
      print_report(connection, run, before) if before
    end

    # Strong Migrations sets its own, and tries again.
    def set_timeouts(connection)
      return if defined?(StrongMigrations)

      connection.execute("SET lock_timeout = '#{LOCK_TIMEOUT}'")
      connection.execute("SET statement_timeout = '#{STATEMENT_TIMEOUT}'")
    end

    def print_report(connection, run, before)
      applied = get_all_versions - before
      $stdout.puts Report.line(self, connection, applied: applied, refused: run.refused)
      $stdout.flush
    rescue ActiveRecord::ActiveRecordError => error
      # The database is gone: what went wrong is raised already.
      warn "No report of the migrations: #{error.message}"
    end
  end
end

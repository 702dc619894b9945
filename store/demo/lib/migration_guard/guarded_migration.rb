module MigrationGuard
  # Every migration while migrations are guarded.
  module GuardedMigration
    # What a migration runs of others (`run`, `revert`) is a part of it.
    def exec_migration(connection, direction)
      run = MigrationGuard.run
      return super if run.nil? || connection.is_a?(ActiveRecord::Migration)

      # A migration that is tried again after a lock was not free.
      @meant = false
      @stated_breaks = []
      run.public_send(direction, self) { super }
    end

    def method_missing(method, ...)
      MigrationGuard.run&.before(self, method)
      super
    end

    # The serving release can run with what the block does; those before it may not. Strong Migrations' name for it.
    def safety_assured
      @meant = true
      defined?(super) ? super : yield
    end

    # Says what no look at the schema shows: that earlier releases cannot run with the data, for instance.
    def breaks_earlier_releases(reason)
      @meant = true
      stated_breaks << reason
    end

    def stated_breaks = @stated_breaks ||= []
    def meant? = @meant || false
  end
end

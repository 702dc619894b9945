require "active_record"
%w[schema breaking_changes breaking_records refused report run guarded_migration guarded_run].each do |name|
  require_relative "migration_guard/#{name}"
end

# Refuses a migration that earlier releases of the store could not run with, unless it says that this is meant, and
# keeps in the database which ones were meant, so that a rollback can ask. Both stores of the toolkit share it.
module MigrationGuard
  # How long a migration waits for a lock: whoever comes after it waits too, and that is every visitor.
  LOCK_TIMEOUT = "2s".freeze
  # One statement. A migration that takes longer belongs into a job.
  STATEMENT_TIMEOUT = "15min".freeze

  class << self
    # The run of migrations that is under way.
    attr_accessor :run
    # Says whether the migration of this version was read by somebody, since it belongs to a gem and cannot say so itself.
    attr_writer :reviewed

    def reviewed?(version) = @reviewed ? @reviewed.call(version) : false

    # From here on migrations are guarded, in this process.
    def install
      return if ActiveRecord::Migration.include?(GuardedMigration)

      ActiveRecord::Migration.prepend(GuardedMigration)
      ActiveRecord::MigrationContext.prepend(GuardedRun)
    end
  end
end

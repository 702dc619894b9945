# Every task that runs migrations loads the configuration of the database first.
Rake::Task["db:load_config"].enhance do
  require_relative "../migration_guard"
  MigrationGuard.install
end

namespace :migrations do
  desc "Prints which migrations are pending, and which ones earlier releases cannot run with; changes nothing"
  task report: "db:load_config" do
    pool = ActiveRecord::Base.connection_pool
    pool.with_connection { |connection| puts MigrationGuard::Report.line(pool.migration_context, connection) }
  end

  desc "States that earlier releases can run with a migration after all, so that a rollback may go beyond it"
  task :harmless, [:version] => "db:load_config" do |_task, arguments|
    version = arguments.fetch(:version)
    ActiveRecord::Base.connection_pool.with_connection do |connection|
      unless MigrationGuard::BreakingRecords.new(connection).remove(version)
        abort "No migration #{version} is recorded as one that earlier releases cannot run with: bin/rails migrations:report"
      end
    end
    puts "Earlier releases can run with migration #{version}."
  end
end

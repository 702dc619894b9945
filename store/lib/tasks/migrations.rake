load Rails.root.join("demo/lib/migration_guard/tasks.rake").to_s

Rake::Task["db:load_config"].enhance do
  MigrationGuard.reviewed = ->(version) { version <= StrongMigrations.start_after }
end

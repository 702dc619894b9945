require "json"

module MigrationGuard
  # The migrations that earlier releases cannot run with, as rows of Rails' own ar_internal_metadata: that table is there
  # before the first migration, and a row is written in the same transaction as the migration that it is about.
  class BreakingRecords
    PREFIX = "breaking_migration:".freeze

    def initialize(connection)
      @connection = connection
    end

    # By version, each with its name, its reason and when it was run.
    def all
      return [] unless @connection.data_source_exists?(table_name)

      select("SELECT key, value FROM #{table} WHERE key LIKE #{quote("#{PREFIX}%")}")
        .map { |row| { "version" => row["key"].delete_prefix(PREFIX), **JSON.parse(row["value"]) } }
        .sort_by { |record| record["version"].to_i }
    end

    def add(version, name, reasons)
      value = JSON.generate("name" => name, "reason" => reasons.join("; "), "at" => Time.now.utc.iso8601)
      remove(version)
      @connection.execute(
        "INSERT INTO #{table} (key, value, created_at, updated_at) VALUES (#{quote(key(version))}, #{quote(value)}, now(), now())"
      )
    end

    # Says whether there was one.
    def remove(version)
      @connection.delete("DELETE FROM #{table} WHERE key = #{quote(key(version))}").positive?
    end

    private

    def key(version) = "#{PREFIX}#{version}"
    def table_name = ActiveRecord::Base.internal_metadata_table_name
    def table = @connection.quote_table_name(table_name)
    def quote(text) = @connection.quote(text)

    # Uncached: another process may have written.
    def select(sql) = @connection.uncached { @connection.select_all(sql).to_a }
  end
end

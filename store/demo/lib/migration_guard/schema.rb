module MigrationGuard
  # What a release of the store relies on in the database: its tables with their columns, and the values of its enums.
  class Schema
    Table = Struct.new(:id, :name, :kind, :columns, keyword_init: true)
    # `required`: it takes no null. `filled`: the database fills it in. `computed`: nobody else may.
    Column = Struct.new(:id, :name, :type, :required, :filled, :computed, keyword_init: true)

    # Partitions are left out, for they come and go. A check `x IS NOT NULL` requires a column just as NOT NULL does.
    COLUMNS = <<~SQL.freeze
      SELECT c.oid AS table_id, c.oid::regclass::text AS table_name,
        CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind,
        a.attnum AS id, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
        (a.attnotnull OR k.oid IS NOT NULL) AS required,
        (a.atthasdef OR a.attidentity <> '') AS filled,
        (a.attgenerated <> '' OR a.attidentity = 'a') AS computed
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN LATERAL (
        SELECT oid FROM pg_constraint
        WHERE conrelid = c.oid AND contype = 'c' AND conkey = ARRAY[a.attnum]
          AND pg_get_constraintdef(oid) ~ '^CHECK \\(\\([^ ]+ IS NOT NULL\\)\\)'
        LIMIT 1
      ) k ON true
      WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
      ORDER BY table_name, a.attnum
    SQL

    ENUMS = <<~SQL.freeze
      SELECT format_type(t.oid, NULL) AS type, e.enumlabel AS value
      FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
      ORDER BY type, e.enumsortorder
    SQL

    attr_reader :tables, :enums

    def self.read(connection)
      enums = connection.select_all(ENUMS).to_a.group_by { |row| row["type"] }
      new(tables_of(connection.select_all(COLUMNS).to_a), enums.transform_values { |rows| rows.map { |row| row["value"] } })
    end

    def self.tables_of(rows)
      rows.group_by { |row| row["table_name"] }.map do |name, of_table|
        columns = of_table.filter_map { |row| column_of(row) if row["name"] }
        Table.new(id: of_table.first["table_id"], name: name, kind: of_table.first["kind"], columns: columns)
      end
    end
    private_class_method :tables_of

    def self.column_of(row)
      flags = %w[required filled computed].to_h { |flag| [flag.to_sym, [true, "t"].include?(row[flag])] }
      Column.new(id: row["id"], name: row["name"], type: row["type"], **flags)
    end
    private_class_method :column_of

    def initialize(tables, enums = {})
      @tables = tables.to_h { |table| [table.name, table] }
      @enums = enums
    end

    def table(name) = tables[name]

    # The column of this name, nil where there is none.
    def column(table, name) = table(table)&.columns&.find { |each| each.name == name }
  end
end

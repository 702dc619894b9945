module MigrationGuard
  # What releases that know the schema `before` cannot run with in the schema `after`, one sentence without a subject
  # each. What is new since the run began (it is not in `served`) was never served by any of them.
  # Rules that only refuse certain values (unique indexes, checks, foreign keys) do not count.
  class BreakingChanges
    def self.between(before, after, served: before) = new(before, after, served).to_a

    def initialize(before, after, served)
      @before = before
      @after = after
      @served = served
    end

    def to_a = tables.flat_map { |table| of_table(table) } + enums

    private

    def tables = @before.tables.values.select { |table| @served.table(table.name) }

    def of_table(table)
      now = @after.table(table.name)
      return [gone(table)] unless now

      served = table.columns.select { |column| @served.column(table.name, column.name) }
      served.filter_map { |column| of_column(table, column, now) } + required_additions(table, now)
    end

    def gone(table)
      renamed = @after.tables.values.find { |each| each.id == table.id }
      renamed ? "renames #{table.kind} #{table.name} to #{renamed.name}" : "removes #{table.kind} #{table.name}"
    end

    def of_column(table, column, now)
      name = "#{table.name}.#{column.name}"
      changed = now.columns.find { |each| each.name == column.name }
      return gone_column(table, column, now) unless changed

      if !WiderTypes.holds?(column.type, changed.type)
        "changes the type of column #{name} from #{column.type} to #{changed.type}"
      elsif !column.computed && changed.computed
        "has column #{name} computed by the database, so that nobody else may write it"
      elsif !column.required && changed.required
        "requires a value in column #{name}, which could be null"
      elsif !demanding?(column) && demanding?(changed)
        "takes the default from column #{name}, which requires a value"
      end
    end

    def gone_column(table, column, now)
      renamed = now.id == table.id && now.columns.find { |each| each.id == column.id }
      name = "column #{table.name}.#{column.name}"
      renamed ? "renames #{name} to #{renamed.name}" : "removes #{name}"
    end

    # A release that does not write the column cannot add a row.
    def demanding?(column) = column.required && !column.filled

    def required_additions(table, now)
      now.columns.select { |column| demanding?(column) && table.columns.none? { |each| same?(each, column, table, now) } }
        .map { |column| "adds column #{table.name}.#{column.name}, which requires a value and has no default" }
    end

    def same?(column, other, table, now) = column.name == other.name || (table.id == now.id && column.id == other.id)

    def enums
      @before.enums.flat_map do |type, values|
        now = @after.enums[type]
        # A type that is gone shows in the columns that had it.
        next [] unless now && @served.enums[type]

        ((values & @served.enums[type]) - now).map { |value| "removes or renames the value '#{value}' of enum #{type}" }
      end
    end
  end

  # Which changes of a column's type leave everything readable and writable as it was.
  module WiderTypes
    TEXTS = /\A(?:character varying(?:\((\d+)\))?|text)\z/
    INTEGERS = %w[smallint integer bigint].freeze
    NUMBERS = /\Anumeric(?:\((\d+),(\d+)\))?\z/
    TIMES = /\A(timestamp|time)(?:\((\d)\))?( with(?:out)? time zone)\z/

    def self.holds?(from, to)
      return true if from == to

      texts?(from, to) || integers?(from, to) || numbers?(from, to) || times?(from, to)
    end

    def self.texts?(from, to)
      both(TEXTS, from, to) { |old, new| new[1].nil? || (old[1] && new[1].to_i >= old[1].to_i) }
    end

    def self.integers?(from, to)
      [from, to].all? { |type| INTEGERS.include?(type) } && INTEGERS.index(to) > INTEGERS.index(from)
    end

    def self.numbers?(from, to)
      both(NUMBERS, from, to) do |old, new|
        next true unless new[1]

        old[1] && new[2].to_i == old[2].to_i && new[1].to_i >= old[1].to_i
      end
    end

    def self.times?(from, to)
      both(TIMES, from, to) { |old, new| old[1] == new[1] && old[3] == new[3] && (new[2] || 6).to_i >= (old[2] || 6).to_i }
    end

    def self.both(pattern, from, to)
      old = pattern.match(from)
      new = pattern.match(to)
      old && new ? !!yield(old, new) : false
    end
    private_class_method :texts?, :integers?, :numbers?, :times?, :both
  end
end

class ApplicationRecord < ActiveRecord::Base
  primary_abstract_class
  self.table_name_prefix = "demo_"

  connects_to database: { writing: :primary, reading: :primary_replica }
end

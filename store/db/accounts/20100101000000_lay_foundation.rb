require Spree::Core::Engine.root.join("db/migrate/20210914000000_spree_four_three").to_s

# Spree's API engine has migrations from 2010 on for tables that the core creates in one of 2021. Copying sorts them
# by engine; run where they are, they sort by version. So the core's first one runs here; in its own place it finds
# its tables and does nothing.
class LayFoundation < ActiveRecord::Migration[8.0]
  def up = run(SpreeFourThree)
end

class CreateStore < ActiveRecord::Migration[7.2]
  # Named apart from Spree's tables, so that one database can have both.
  def change
    create_table :demo_products do |t|
      t.string :name, null: false
      t.string :slug, null: false, index: { unique: true }
      t.string :category, null: false, index: true
      t.text :description, null: false
      t.decimal :price, precision: 10, scale: 2, null: false
      t.timestamps
    end

    create_table :demo_orders do |t|
      t.string :number, null: false, index: { unique: true }
      t.string :token, null: false, index: { unique: true }
      t.string :state, null: false, default: "cart"
      t.string :email
      t.jsonb :bill_address
      t.jsonb :ship_address
      t.integer :shipping_method_id
      t.integer :payment_method_id
      t.datetime :completed_at
      t.timestamps
    end

    create_table :demo_line_items do |t|
      t.references :order, null: false, foreign_key: { to_table: :demo_orders }, index: false
      t.references :product, null: false, foreign_key: { to_table: :demo_products }
      t.integer :quantity, null: false
      t.decimal :price, precision: 10, scale: 2, null: false
      t.timestamps
      t.index %i[order_id product_id], unique: true
    end

    create_table :demo_administrators do |t|
      t.string :email, null: false, index: { unique: true }
      t.string :password_digest, null: false
      t.timestamps
    end

    create_table :parity_marks, if_not_exists: true do |t|
      t.string :value, null: false
      t.datetime :created_at, null: false
    end
  end
end

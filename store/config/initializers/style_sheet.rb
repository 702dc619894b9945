# Spree's storefront empties this list once it has started.
Rails.application.config.after_initialize do
  Rails.application.config.spree_storefront.head_partials << "store/style_sheet"
end

ActiveSupport.on_load(:action_view) { prepend Store::LiveAssets::Paths } if LiveCode.on?

# Spree writes links and pictures as https://STORE_HOST/..., always without a port. That is right wherever the
# store has a name; on a developer's machine the port is part of the address, so links there are relative.
return unless Store::Settings.local?

Rails.application.routes.append do
  direct(:cdn_image) { |model, _options| route_for(:rails_storage_proxy, model, only_path: true) }
end

Rails.application.config.to_prepare do
  Spree::BaseHelper.prepend(Module.new do
    def spree_storefront_resource_url(resource, options = {})
      super(resource, options.reverse_merge(relative: true))
    end
  end)
end

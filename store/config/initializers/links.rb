# Links and pictures are https://STORE_HOST/..., whatever host a request came in by, so that cached pieces of a page
# are right for everyone.
unless Store::Settings.local?
  Rails.application.routes.default_url_options = { host: Store::Settings.host, protocol: "https" }
  return
end

# On a developer's machine the port is part of the address, and Spree never writes one: links on pages are relative, and
# those in mail get the address that the local environment tells.

Rails.application.routes.append do
  direct(:cdn_image) { |model, _options| route_for(:rails_storage_proxy, model, only_path: true) }
end

Rails.application.config.to_prepare do
  Spree::BaseHelper.prepend(Module.new do
    def spree_storefront_resource_url(resource, options = {})
      path = super(resource, options.reverse_merge(relative: true))
      is_mail = respond_to?(:controller) && controller.is_a?(ActionMailer::Base)
      is_mail ? URI.join(Store::Settings.storefront, path).to_s : path
    end
  end)
end

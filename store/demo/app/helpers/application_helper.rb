module ApplicationHelper
  # Rails' link tags ask here for a static file's path.
  def compute_asset_path(source, _options = {}) = DemoStore::Assets.path(source)

  def money(amount) = number_to_currency(amount)
end

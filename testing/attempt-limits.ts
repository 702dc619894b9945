/**
 * Ruby that says which pages and paths for passwords and their mail have no limit, and what a visitor gets who tries more
 * often than is allowed while the cache is away.
 */
export const sayUnlimited = [
  'routes = Rails.application.routes.routes.to_a + Spree::Core::Engine.routes.routes.to_a',
  'posted = routes.select { |route| route.verb =~ /POST|PUT|PATCH/ }.map { |route| route.defaults.values_at(:controller, :action) }',
  'forms = posted.uniq.filter_map { |path, action| [("#{path}_controller".camelize.constantize rescue nil), action] if path }',
  'of_accounts = forms.select { |controller, action| controller && (controller < DeviseController || controller == Doorkeeper::TokensController) }',
  // A token of 20 characters is no guess, and revoking one needs it.
  'guarded = of_accounts.reject { |controller, action| controller.to_s.end_with?("PasswordsController") && action == "update" }',
  'guarded = guarded.select { |controller, action| controller < DeviseController || action == "create" }',
  'unlimited = guarded.reject { |controller, action| controller.limited_actions.include?(action.to_sym) }',
  'puts "FORMS #{guarded.size} UNLIMITED #{unlimited.map { |pair| pair.join("#") }.join(" ")}"',
  'Rails.cache = ActiveSupport::Cache::RedisCacheStore.new(url: "redis://127.0.0.1:1", reconnect_attempts: 0)',
  'visitor = ActionDispatch::Integration::Session.new(Rails.application)',
  'visitor.https!',
  'visitor.host = "localhost"',
  'grant = { grant_type: "password", username: "nobody@example.com", password: "wrong" }',
  'answers = Array.new(30) { visitor.post("/spree_oauth/token", params: grant) }',
  'puts "AWAY #{answers.tally.to_a.flatten.join(" ")}"',
].join('; ');

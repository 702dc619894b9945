# Visits to an application behind Store::Sessions, with a cache in memory in the place of Redis. Prints as JSON, by the
# name of each case, what is in "Redis" or in the session afterwards.
REDIS = ActiveSupport::Cache::MemoryStore.new

# A store in Redis answers as if it had nothing while Redis is away.
$away = false
def REDIS.read(*) = $away ? nil : super
def REDIS.exist?(*) = $away ? false : super
def REDIS.redis = self
def REDIS.with = $away ? raise(Redis::CannotConnectError) : yield(self)
def REDIS.ping = "PONG"

class Visitor
  attr_accessor :cookie

  def self.with(cookie) = new.tap { |visitor| visitor.cookie = cookie }

  # Makes a request that does the work, and gives what the work gives.
  def visit
    result = nil
    application = ->(env) { result = yield ActionDispatch::Request.new(env); [200, {}, []] }
    sessions = Store::Sessions.new(application, key: "_session", expire_after: 2.weeks, cache: REDIS)
    env = Rack::MockRequest.env_for("https://localhost/", "HTTP_COOKIE" => "_session=#{cookie}")
    _, headers, = ActionDispatch::Cookies.new(sessions).call(env.merge(Rails.application.env_config))
    self.cookie = Array(headers["set-cookie"]).join("\n")[/_session=([^;]+)/, 1] || cookie
    result
  end

  def read(name) = visit { |request| request.session[name] }

  # As Devise does, under another id.
  def sign_in
    visit do |request|
      request.session_options[:renew] = true
      request.session["warden.user.user.key"] = [[1], "salt"]
    end
  end

  def user = read("warden.user.user.key")
end

def count = REDIS.instance_variable_get(:@data).size

results = {}
visitor = Visitor.new
visitor.visit { |request| request.session["_csrf_token"] = "token" }
results[:looked] = [count, visitor.read("_csrf_token")]
visitor.sign_in
results[:signed_in] = [count, visitor.user, visitor.read("_csrf_token")]
thief = Visitor.with(visitor.cookie)
visitor.visit { |request| request.session.clear }
results[:signed_out] = [count, visitor.user, thief.user]

visitor.sign_in
slow = Visitor.with(visitor.cookie)
slow.visit do |request|
  request.session["page"] = request.session["warden.user.user.key"].to_s
  visitor.visit(&:reset_session)
end
results[:signed_out_meanwhile] = [count, slow.user]

visitor.sign_in
REDIS.clear
visitor.visit { |request| request.session["_csrf_token"] = "of the next form" }
results[:ended] = [count, visitor.user, visitor.read("_csrf_token")]

visitor.visit { |request| request.session["return_to"] = "/#{"a" * 3000}" }
results[:large] = [count, visitor.read("return_to").size]
visitor.visit { |request| request.session.delete("return_to") }
results[:small_again] = [count, visitor.read("_csrf_token")]

visitor.sign_in
$away = true
results[:away] = [visitor.user, visitor.visit { |request| request.session["meanwhile"] = "answered" }]
$away = false
results[:back] = [count, visitor.user, visitor.read("meanwhile")]
visitor.visit { |request| request.session.clear }

def REDIS.write(*) = false
visitor.sign_in
results[:refused] = [count, visitor.user]
visitor.visit { |request| request.session.clear }
results[:refused_and_signed_out] = [count, visitor.user]
puts "RESULT #{results.to_json}"

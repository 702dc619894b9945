module Store
  # The session of a visitor is in an encrypted cookie, as it is by default in Rails: page views leave nothing in Redis,
  # and a guest can buy while Redis is full or away. Once somebody has signed in it is in Redis, and only its name in the
  # cookie, so that signing out ends it wherever else the cookie is. So is, for an hour, what is too large for a cookie.
  class Sessions < ActionDispatch::Session::CookieStore
    # Browsers take cookies of 4096 bytes; encryption makes a session larger by half.
    COOKIE_BYTES = 2048
    IN_REDIS = "in_redis"
    # Where Rails keeps what the visitor's cookie says while it answers a request.
    COOKIE = "action_dispatch.request.unsigned_session_cookie"

    def initialize(app, options = {})
      @redis = options.delete(:cache)
      super
    end

    def load_session(request)
      id, session = super
      return [id, session] unless session[IN_REDIS]

      kept = read(id)
      return [id, kept] if kept

      # A Redis that is away has not forgotten anybody: this request is a stranger's, and leaves the cookie as it is.
      request.session_options[:skip] = true unless available?
      begin_anew(request)
    end

    def delete_session(request, id, options)
      @redis.delete(id.private_id) if in_redis?(request)
      super
    end

    private

    # Once more where Redis is there again: what it does not answer is nil as well.
    def read(id) = @redis.read(id.private_id) || (available? && @redis.read(id.private_id)) || nil

    def available?
      !@redis.respond_to?(:redis) || @redis.redis.with { |connection| connection.ping } == "PONG"
    rescue Redis::BaseError, RedisClient::Error, ConnectionPool::TimeoutError
      false
    end

    def begin_anew(request)
      session = { "session_id" => generate_sid.public_id }
      request.set_header(COOKIE, session)
      [Rack::Session::SessionId.new(session["session_id"]), session]
    end

    def write_session(request, id, session, options)
      return super(request, id, {}, options) if ended?(request, id)
      return super(request, id, { IN_REDIS => true }, options) if keep?(session) && keep(id, session, options)

      @redis.delete(id.private_id) if in_redis?(request)
      super
    end

    # Whether somebody has signed out while this request was under way: it must not bring the session back.
    def ended?(request, id) = in_redis?(request) && !@redis.exist?(id.private_id)

    # False where Redis takes nothing: then the cookie has the session until it does.
    def keep(id, session, options)
      @redis.write(id.private_id, session, expires_in: signed_in?(session) ? options[:expire_after] : 1.hour)
    end

    def keep?(session) = signed_in?(session) || session.to_json.bytesize > COOKIE_BYTES

    def signed_in?(session) = session.any? { |name, _| name.start_with?("warden.user.") }

    # Whether the visitor came with the name of a session in Redis.
    def in_redis?(request) = unpacked_cookie_data(request)[IN_REDIS]
  end
end

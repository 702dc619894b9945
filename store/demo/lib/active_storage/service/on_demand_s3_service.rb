module ActiveStorage
  # S3, with its client made at the first picture: the SDK is a tenth of the start, and the worker needs none of it.
  class Service::OnDemandS3Service
    attr_reader :name

    def self.build(name:, configurator:, service:, **options) = new(name, options)

    def initialize(name, options)
      @name = name
      @options = options
      @once = Mutex.new
    end

    private

    def method_missing(...) = s3.public_send(...)

    def respond_to_missing?(name, include_private = false) = s3.respond_to?(name, include_private)

    def s3
      @once.synchronize do
        @s3 ||= Service::Configurator.new(@name => { service: "S3", **@options }).build(@name)
      end
    end
  end
end

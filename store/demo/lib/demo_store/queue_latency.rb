require "net/http"

module DemoStore
  # Publishes how long the oldest waiting job has waited, in seconds: the metric that scales the worker service.
  # Debian has no package of CloudWatch's client, so the one call is signed here.
  class QueueLatency
    # A local environment whose time runs faster says so; on AWS the variable is not set.
    INTERVAL = 60 / Float(ENV.fetch("PARITY_TIME_SCALE", "1"))

    # A thread of the worker process, which publishes what the block gives, or 0 where that is nil. A failed publication
    # is logged and tried again at the next interval.
    def self.start(&latency)
      Thread.new do
        Thread.current.name = "queue-latency"
        loop do
          new(latency).publish
          sleep INTERVAL
        end
      end
    end

    def initialize(latency)
      @latency = latency
    end

    def publish
      answer = post(URI.encode_www_form(form))
      raise "CloudWatch answered #{answer.code}" unless answer.is_a?(Net::HTTPSuccess)
    rescue StandardError => error
      Rails.logger.warn("Queue latency was not published: #{error.class}: #{error.message}")
    end

    private

    def form
      {
        "Action" => "PutMetricData",
        "Version" => "2010-08-01",
        "Namespace" => ENV.fetch("QUEUE_METRIC_NAMESPACE"),
        "MetricData.member.1.MetricName" => ENV.fetch("QUEUE_METRIC_NAME"),
        "MetricData.member.1.Unit" => "Seconds",
        "MetricData.member.1.Value" => @latency.call || 0,
        "MetricData.member.1.Dimensions.member.1.Name" => ENV.fetch("QUEUE_METRIC_DIMENSION"),
        "MetricData.member.1.Dimensions.member.1.Value" => ENV.fetch("SERVICE_NAME", "worker")
      }
    end

    def post(body)
      headers = { "content-type" => "application/x-www-form-urlencoded" }
      signature = signer.sign_request(http_method: "POST", url: endpoint, headers: headers, body: body)
      http = Net::HTTP.new(endpoint.host, endpoint.port)
      http.use_ssl = endpoint.scheme == "https"
      http.open_timeout = http.read_timeout = 5
      http.post(endpoint.request_uri, body, headers.merge(signature.headers))
    end

    def endpoint
      regional = "https://monitoring.#{region}.amazonaws.com"
      @endpoint ||= URI.join(ENV["AWS_ENDPOINT_URL_CLOUDWATCH"] || ENV["AWS_ENDPOINT_URL"] || regional, "/")
    end

    def signer
      require "aws-sdk-s3"
      credentials = (@@credentials ||= Aws::S3::Client.new(region: region).config.credentials)
      @signer ||= Aws::Sigv4::Signer.new(service: "monitoring", region: region, credentials_provider: credentials)
    end

    def region = ENV.fetch("AWS_REGION")
  end
end

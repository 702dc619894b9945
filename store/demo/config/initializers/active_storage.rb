# Rails sends a picture's status and length before it reads the picture, so one that the bucket does not give never ends:
# the visitor waits until the load balancer's timeout. The bucket is asked first: it answers with an error, or "missing".
Rails.application.config.to_prepare do
  [ActiveStorage::Blobs::ProxyController, ActiveStorage::Representations::ProxyController].each do |controller|
    controller.before_action do
      file = @representation || @blob
      head :not_found unless file.service.exist?(file.key)
    end
  end
end

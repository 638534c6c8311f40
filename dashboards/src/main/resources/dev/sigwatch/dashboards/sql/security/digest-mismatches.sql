SELECT count() AS manifests FROM records WHERE binding = 'mismatch' AND $__timeFilter(received_at)

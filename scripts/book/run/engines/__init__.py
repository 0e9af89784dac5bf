"""What examples change: the container engine, the containerd below it, the cluster; one module each."""

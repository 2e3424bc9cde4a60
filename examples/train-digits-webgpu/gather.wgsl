// Copies digits into the order of an epoch.

override PIXELS: u32;

@group(0) @binding(0) var<storage, read> images: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<i32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read_write> gathered_images: array<f32>;
@group(0) @binding(4) var<storage, read_write> gathered_labels: array<i32>;

/// An invocation for each pixel.
@compute @workgroup_size(64)
fn gather(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&gathered_images)) { return; }
  let digit = order[id.x / PIXELS];
  gathered_images[id.x] = images[digit * PIXELS + id.x % PIXELS];
  if (id.x % PIXELS == 0) {
    gathered_labels[id.x / PIXELS] = labels[digit];
  }
}

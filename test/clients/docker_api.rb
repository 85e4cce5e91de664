# Drives the gem docker-api through what it can do; prints one JSON object of what it got.
#
# Usage: docker_api.rb HOST

require 'docker'
require 'json'
require 'rubygems/package'
require 'stringio'

Docker.url = ARGV[0]
got = {}
service = ['sh', '-c', 'trap "exit 0" TERM; echo up; while :; do sleep 0.1; done']

got['version'] = Docker.version['Version']
got['info'] = Docker.info['ServerVersion']
got['ping'] = Docker.ping

box = Docker::Container.create('name' => 'box', 'Image' => 'busybox', 'Cmd' => service, 'Labels' => { 'a' => 'b' })
box.start
got['list'] = Docker::Container.all(filters: { label: ['a=b'] }.to_json).map { |c| c.info['Names'] + [c.info['State']] }
got['inspect'] = box.json['State']['Status']
sleep 0.05 while box.logs(stdout: true).empty?
got['logs'] = box.logs(stdout: true)
got['top'] = box.top.first['CMD']
got['exec'] = box.exec(['sh', '-c', 'echo out; echo err >&2; exit 3'])
got['exec input'] = box.exec(['cat'], stdin: StringIO.new('in'))
got['exec on a terminal'] = box.exec(['tty'], tty: true)
box.store_file('/tmp/file', 'content')
got['read file'] = box.read_file('/tmp/file')
got['changes'] = box.changes.map { |change| change['Path'] }
got['stats'] = box.stats['name']
box.pause
got['paused'] = box.json['State']['Status']
box.unpause
box.rename('renamed')
image = box.commit('repo' => 'committed', 'tag' => '1')
got['commit'] = image.json['RepoTags']
image.remove
box.stop('timeout' => 5)
got['wait'] = box.wait['StatusCode']
box.delete

attached = Docker::Container.create('Image' => 'busybox', 'Cmd' => %w[tr a-z A-Z], 'OpenStdin' => true, 'StdinOnce' => true)
attached.start
got['attach'] = attached.attach(stdin: StringIO.new('through'))
got['attached wait'] = attached.wait['StatusCode']
attached.delete

built = Docker::Image.build("FROM busybox\nRUN echo built >/made\n")
built.tag('repo' => 'built', 'tag' => '1')
ran = built.run('cat /made')
ran.wait
got['build'] = ran.logs(stdout: true)
ran.delete
got['images'] = Docker::Image.all.flat_map { |i| i.info['RepoTags'] }.sort
got['history'] = Docker::Image.get('built:1').history.first['CreatedBy']
built.remove(force: true)
begin
  Docker::Image.get('built:1')
rescue Docker::Error::NotFoundError => error
  got['removed'] = error.message
end

network = Docker::Network.create('back')
got['network'] = Docker::Network.get('back').info['Driver']
network.delete
volume = Docker::Volume.create('data')
got['volumes'] = Docker::Volume.all.map(&:id)
volume.remove

puts got.to_json

// of a list by maven-dependency-plugin, but for harl's own modules: group:artifact[:classifier] to version
def libraries = { file ->
  new File(file.toString()).readLines().collect { it.trim().split(' ')[0].split(':') as List }
      .findAll { it.size() >= 5 && it[0] != 'org.harl' }
      .collectEntries { [(it[0..1] + it[3..<-2]).join(':'), it[-2]] }
}
def own = libraries(ownLibraries)
def got = libraries(new File(basedir, 'target/libraries.txt'))
got.remove('net.java.dev.jna:jna-platform')
assert got.size() > 20
got.each { library, version -> assert own[library] == version : "harl is built with another version of $library" }

def managed = (new File(bom.toString()).text =~ /(?s)<dependency>(.*?)<\/dependency>/).collect { all, entry ->
  ['groupId', 'artifactId', 'classifier'].collect { (entry =~ "<$it>(.*?)<").collect { whole, text -> text } }.flatten().join(':')
}
assert got.keySet() - managed == [] as Set : 'harl-bom does not have these'

def said = new File(basedir, 'build.log').text
assert said.contains('on the class path') && said.contains('in module org.example.vectors')

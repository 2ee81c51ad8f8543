/** Needs no line of a backend or of mask providers: they are services. */
module org.example.vectors {
  requires org.harl.api;
  requires java.desktop;
}

package org.harl.tck;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages of the kit and which may use which; the table in README says the same. */
class PackagesTest {
  private static final String BASE = "org.harl.tck";

  @Test
  void everyPackageUsesOnlyThoseBelowIt() {
    JavaClasses kit =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kits")
        .definedBy(BASE)
        .layer("encoder")
        .definedBy(BASE + ".encoder")
        .layer("objective")
        .definedBy(BASE + ".objective")
        .layer("provider")
        .definedBy(BASE + ".provider")
        .layer("backend")
        .definedBy(BASE + ".backend")
        .layer("kit")
        .definedBy(BASE + ".kit")
        .layer("golden")
        .definedBy(BASE + ".golden")
        .layer("reference")
        .definedBy(BASE + ".reference")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("kits")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("encoder")
        .mayOnlyBeAccessedByLayers("kits")
        .whereLayer("objective")
        .mayOnlyBeAccessedByLayers("kits")
        .whereLayer("provider")
        .mayOnlyBeAccessedByLayers("kits")
        .whereLayer("backend")
        .mayOnlyBeAccessedByLayers("kits", "encoder", "objective", "provider")
        .whereLayer("kit")
        .mayNotAccessAnyLayer()
        .whereLayer("golden")
        .mayNotAccessAnyLayer()
        .whereLayer("reference")
        .mayNotAccessAnyLayer()
        .check(kit);
  }
}

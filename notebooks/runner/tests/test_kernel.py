"""The kernel behind the name `java` is the kit's: JJava, on Maven's JDK, with the library."""

import os

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from heapwood_runner import kernelspec, kit


def test_the_kernel_itself_says_that_it_is_jjava(kernel):
    information = kernel.kernel_info(reply=True, timeout=60)["content"]
    assert information["implementation"] == "JJava"
    assert information["language_info"]["name"].lower() == "java"


def test_the_kernels_specification_is_the_kits():
    found = KernelSpecManager().get_kernel_spec(kernelspec.NAME)
    assert found.display_name == "Java (Heapwood)"
    assert str(kit.JAR) in " ".join(found.argv)


def test_the_kernel_runs_on_the_jdk_that_maven_runs_on(java):
    expected = os.path.realpath(kernelspec.java_home())
    assert os.path.realpath(java('System.getProperty("java.home")')) == expected


def test_the_kernel_has_the_library_and_its_dependencies(java):
    assert java("new heapwood.tree.ReferenceTree().nodeCount()") == "1"
    assert java("org.knowm.xchart.XYChart.class.getSimpleName()") == "XYChart"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("Runtime.getRuntime().maxMemory() >> 20", "2048"),
        ('System.getProperty("java.awt.headless")', "true"),
        ("java.nio.file.Files.isDirectory(java.nio.file.Path.of(\"data\"))", "true"),
    ],
)
def test_the_kernels_jvm_is_set_up_for_the_notebooks(java, code, text):
    assert java(code) == text

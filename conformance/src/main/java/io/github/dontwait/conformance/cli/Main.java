package io.github.dontwait.conformance.cli;

/** Where the program begins. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(Dontwait.run(new WholeSuite(), Console.ofProcess(), args));
    }
}

import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about many files in one start of Java.
 *
 * The one argument is a list, a line for each question: flavour (such as ua1 or 2a), passphrase or nothing, path,
 * separated by tabs. For each a line is printed, separated by tabs too: PASS or FAIL or ERROR, flavour, path, what
 * failed: each rule once, with how often and its message.
 */
public final class CheckPdf {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private CheckPdf() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<String> questions = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        for (String question : questions) {
            String[] parts = question.split("\t", -1);
            String answer;
            try {
                answer = answer(PDFAFlavour.byFlavourId(parts[0]), parts[1], parts[2]);
            } catch (Exception problem) {
                answer = "ERROR\t" + parts[0] + "\t" + parts[2] + "\t" + oneLine(problem.toString());
            }
            OUT.println(answer);
        }
    }

    private static String answer(PDFAFlavour flavour, String passphrase, String path) throws Exception {
        var foundry = Foundries.defaultInstance();
        try (FileInputStream stream = new FileInputStream(path);
                PDFAParser parser = passphrase.isEmpty()
                        ? foundry.createParser(stream, flavour)
                        : foundry.createParser(stream, flavour, passphrase);
                PDFAValidator validator = foundry.createValidator(flavour, true)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            return verdict + "\t" + flavour.getId() + "\t" + path + "\t" + failures(result);
        }
    }

    private static String failures(ValidationResult result) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, String> messages = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                messages.putIfAbsent(rule, assertion.getMessage() + " at " + assertion.getLocation().getContext());
            }
        }
        StringBuilder told = new StringBuilder();
        counts.forEach((rule, count) -> told.append(told.length() == 0 ? "" : "; ")
                .append(rule).append(" (").append(count).append("): ").append(messages.get(rule)));
        return oneLine(told.toString());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}

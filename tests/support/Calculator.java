// Answers each line of requests with a line: compiled Java modules, called from Python. See java.py.

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

public final class Calculator {
  private static final Map<String, Class<?>> LOADED = new HashMap<>();
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Map<?, ?> request = (Map<?, ?>) new Reader(line).value();
      Object answer = request.containsKey("options") ? compiled(request) : called(request);
      StringBuilder said = new StringBuilder();
      write(answer, said);
      out.println(said);
      out.flush();
    }
  }

  // What the compiler says of a file; nothing where it is in order.
  private static String compiled(Map<?, ?> request) throws Exception {
    StringWriter said = new StringWriter();
    List<String> options = new ArrayList<>();
    for (Object option : (List<?>) request.get("options")) options.add((String) option);
    File file = new File((String) request.get("file"));
    options.addAll(List.of("-encoding", "UTF-8", "-d", file.getParent()));
    boolean isDone = COMPILER.getTask(said, FILES, null, options, null, FILES.getJavaFileObjects(file)).call();
    return isDone ? said.toString() : "failed: " + said;
  }

  private static List<Object> called(Map<?, ?> request) throws Exception {
    String file = (String) request.get("file");
    Class<?> module = LOADED.get(file);
    if (module == null) {
      File source = new File(file);
      URLClassLoader loader = new URLClassLoader(new URL[] {source.getParentFile().toURI().toURL()});
      module = loader.loadClass(source.getName().replace(".java", ""));
      LOADED.put(file, module);
    }
    List<Object> answers = new ArrayList<>();
    for (Object call : (List<?>) request.get("calls")) answers.add(answer(module, (List<?>) call));
    return answers;
  }

  // [function, argument, …]: what toMap of the answer gives, or the faults as lists of their texts.
  private static Object answer(Class<?> module, List<?> call) throws Exception {
    Object[] given = call.subList(1, call.size()).toArray();
    try {
      Object found = method(module, (String) call.get(0), given).invoke(null, given);
      Method toMap = found == null ? null : declared(found.getClass(), "toMap");
      return toMap == null ? found : toMap.invoke(found);
    } catch (InvocationTargetException thrown) {
      Throwable error = thrown.getCause();
      if (!error.getClass().getSimpleName().equals("FactError")) {
        error.printStackTrace();
        return error.toString();
      }
      List<Object> faults = new ArrayList<>();
      for (Object fault : (List<?>) declared(error.getClass(), "faults").invoke(error)) {
        List<Object> said = new ArrayList<>();
        for (String name : List.of("code", "fact", "message", "messageEn")) {
          said.add(declared(fault.getClass(), name).invoke(fault));
        }
        faults.add(said);
      }
      return faults;
    }
  }

  private static Method declared(Class<?> of, String name) {
    for (Method method : of.getMethods()) if (method.getName().equals(name) && method.getParameterCount() == 0) return method;
    return null;
  }

  // That which takes what is given; what is null goes for a date, where there are two of them.
  private static Method method(Class<?> module, String name, Object[] given) {
    for (Method method : module.getMethods()) {
      if (!method.getName().equals(name) || method.getParameterCount() != given.length) continue;
      boolean isTaken = true;
      for (int at = 0; at < given.length; at += 1) {
        Class<?> type = method.getParameterTypes()[at];
        boolean isNone = given[at] == null && (at == 0 || type != String.class);
        if (!isNone && !type.isInstance(given[at])) isTaken = false;
      }
      if (isTaken) return method;
    }
    throw new IllegalArgumentException(name + ": no method takes what is given");
  }

  // ── JSON ──

  private static void write(Object value, StringBuilder to) {
    if (value instanceof Map) {
      to.append('{');
      String comma = "";
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        to.append(comma);
        write(entry.getKey(), to);
        to.append(':');
        write(entry.getValue(), to);
        comma = ",";
      }
      to.append('}');
    } else if (value instanceof Collection) {
      to.append('[');
      String comma = "";
      for (Object part : (Collection<?>) value) {
        to.append(comma);
        write(part, to);
        comma = ",";
      }
      to.append(']');
    } else if (value instanceof String) {
      to.append('"');
      for (char character : ((String) value).toCharArray()) {
        if (character >= ' ' && character < 127 && character != '"' && character != '\\') to.append(character);
        else to.append(String.format("\\u%04x", (int) character));
      }
      to.append('"');
    } else {
      to.append(value);
    }
  }

  // Reads JSON; {"$": KIND, "text": …} is what JSON lacks, whole numbers are as small as they can be.
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Object value() {
      char first = next();
      if (first == '"') return string();
      if (first == '[') {
        List<Object> items = new ArrayList<>();
        if (peek() == ']') at += 1;
        else do items.add(value()); while (next() == ',');
        return items;
      }
      if (first != '{') return word(first);
      Map<String, Object> object = new LinkedHashMap<>();
      if (peek() == '}') at += 1;
      else do {
        next();
        String name = string();
        next();
        object.put(name, value());
      } while (next() == ',');
      return object.containsKey("$") ? revived((String) object.get("$"), (String) object.get("text")) : object;
    }

    private static Object revived(String kind, String of) {
      switch (kind) {
        case "decimal":
          return new BigDecimal(of);
        case "date":
          return LocalDate.parse(of);
        case "integer":
          return new BigInteger(of);
        default:
          return Double.valueOf(of.replace("nan", "NaN").replace("inf", "Infinity"));
      }
    }

    private char peek() {
      while (text.charAt(at) <= ' ') at += 1;
      return text.charAt(at);
    }

    private char next() {
      char found = peek();
      at += 1;
      return found;
    }

    private Object word(char first) {
      int start = at - 1;
      while (at < text.length() && "+-.eE0123456789abcdefghijklmnopqrstuvwxyz".indexOf(text.charAt(at)) >= 0) at += 1;
      String word = text.substring(start, at);
      if (word.equals("null")) return null;
      if (word.equals("true") || word.equals("false")) return word.equals("true");
      BigInteger whole = new BigInteger(word);
      if (whole.bitLength() < 32) return whole.intValue();
      return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
    }

    private String string() {
      StringBuilder found = new StringBuilder();
      for (char character = text.charAt(at++); character != '"'; character = text.charAt(at++)) {
        if (character != '\\') {
          found.append(character);
          continue;
        }
        char escaped = text.charAt(at++);
        int place = "bfnrt".indexOf(escaped);
        if (escaped == 'u') {
          found.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        } else {
          found.append(place < 0 ? escaped : "\b\f\n\r\t".charAt(place));
        }
      }
      return found.toString();
    }
  }
}

# threads that compile, collect garbage and wait
what='java Hello' needs=(java javac)
prepare() {
  echo 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }' >Hello.java
  javac Hello.java
}
run=(java -cp . Hello)
